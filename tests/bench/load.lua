-- wrk asks for the addresses of a file, each once or over and over, and says as JSON what came back.
-- usage: wrk -t1 … -s load.lua URL -- FILE once|over-and-over STATUS
-- A line of the file is a path, and after a tab the tag to send as If-None-Match.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } bench_time;
  int clock_gettime(int clock, bench_time *time);
]]
local MONOTONIC = 1
local moment = ffi.new("bench_time")

local function now()
  ffi.C.clock_gettime(MONOTONIC, moment)
  return tonumber(moment.seconds) + tonumber(moment.nanoseconds) / 1e9
end

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  asked, answered, wrong, first_wrong, started, ended = 0, 0, 0, "", 0, 0
  once, status, requests = args[2] == "once", tonumber(args[3]), {}
  local plain = wrk.headers
  for line in io.lines(args[1]) do
    local path, tag = line:match("^([^\t]+)\t?(.*)$")
    local headers = {}
    for name, value in pairs(plain) do headers[name] = value end
    if tag ~= "" then headers["If-None-Match"] = tag end
    table.insert(requests, wrk.format("GET", path, headers))
  end
  idle = wrk.format("GET", "/healthz", plain)
end

function request()
  -- wrk tries this function once before the clock starts
  if started == 0 and asked > 0 then started = now() end
  asked = asked + 1
  if once and asked > #requests then
    wrk.thread:stop()
    return idle
  end
  return requests[(asked - 1) % #requests + 1]
end

function response(got)
  answered, ended = answered + 1, now()
  if got ~= status then
    wrong = wrong + 1
    if first_wrong == "" then first_wrong = tostring(got) end
  end
end

function done(summary, latency)
  local thread, errors = threads[1], summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.6f, "p50": %.3f, "p99": %.3f, "wrong": %d, "first_wrong": "%s", "broken": %d}\n',
    thread:get("answered"), thread:get("ended") - thread:get("started"),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    thread:get("wrong"), thread:get("first_wrong"),
    errors.connect + errors.read + errors.write + errors.timeout))
end

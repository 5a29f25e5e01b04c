-- Reads as a page and programs make them, for wrk against a running `casus serve`:
--   wrk -t2 -c16 -d60 --latency -s tools/desk_load.lua http://127.0.0.1:8321 -- INCIDENTS REPORTS
-- INCIDENTS, REPORTS: how many the case has; single ones are drawn from all of them, so that most were never asked for before.
-- Of 100 requests 35 are of one incident, 20 of one report, 15 of 50 incidents by their numbers, 20 of a first page with one of some
-- filters, 10 of other lists.
local n_incidents, n_reports = 1000, 1000
local countries = { "NGA", "MLI", "BFA", "AFG", "SOM", "SYR", "COL", "MMR", "YEM", "SDN" }
local types = { "ASSAULT", "PROTEST", "COERCE", "THREATEN", "MOBILIZE" }
local orders = { "id", "day", "latest", "killed", "sources" }
local others = { "/api/v1", "/api/v1/codebook", "/api/v1/sources", "/api/v1/actors?limit=50", "/api/v1/reports?limit=50",
                 "/api/v1/reviews?limit=50", "/api/v1/search?q=market&limit=20", "/api/v1/reports?reviewed=none&limit=1" }
local n_threads = 0

function setup(thread)
    n_threads = n_threads + 1
    thread:set("seed", n_threads)
end

function init(args)
    math.randomseed(seed)
    n_incidents = tonumber(args[1]) or n_incidents
    n_reports = tonumber(args[2]) or n_reports
end

local function any(list) return list[math.random(#list)] end

function request()
    local kind = math.random(100)
    local path
    if kind <= 35 then
        path = "/api/v1/incidents/" .. math.random(n_incidents)
    elseif kind <= 55 then
        path = "/api/v1/reports/" .. math.random(n_reports)
    elseif kind <= 70 then
        local first, ids = math.random(math.max(1, n_incidents - 50)), {}
        for i = 0, 49 do ids[#ids + 1] = first + i end
        path = "/api/v1/incidents?ids=" .. table.concat(ids, ",")
    elseif kind <= 90 then
        path = "/api/v1/incidents?order=" .. any(orders) .. "&country=" .. any(countries) .. "&type=" .. any(types)
    else
        path = any(others)
    end
    return wrk.format("GET", path)
end

local refused = 0
function response(status)
    if status >= 400 and status ~= 404 then refused = refused + 1 end
    if refused == 1 and status >= 400 and status ~= 404 then print("an answer with status " .. status) end
end

using System.Text.Json.Nodes;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>A script of faults that strike a stretch of orders, at places a seed decides.</summary>
/// <param name="venue">Whose words are used.</param>
/// <param name="seed">Decides where they strike.</param>
internal sealed class FaultsOfEveryKind(SpokenVenue venue, int seed)
{
    /// <summary>Orders each of the faults strikes one of.</summary>
    private const int StretchOrders = 40;

    private readonly Random _places = new(seed);

    /// <summary>So much that so many orders are struck.</summary>
    /// <param name="orders">How many orders are expected.</param>
    /// <param name="withLost">Whether requests are lost on their way there too, and refused in words that leave it open: that such an order never was is proven after minutes only.</param>
    public JsonObject Script(int orders, bool withLost)
    {
        var faults = new JsonArray();
        for (var first = 0; first < orders; first += StretchOrders)
        {
            var length = Math.Min(StretchOrders, orders - first);
            void Once(string kind, params (string Key, JsonNode? Value)[] with) => faults.Add(Fault(kind, [("skip", first + _places.Next(length * 2 / 3)), ("count", 1), .. with]));
            Once("acceptThenTimeout", ("ms", 200));
            Once("acceptThenTimeout", ("ms", 200));
            Once("acceptThen500");
            if (withLost)
            {
                Once("rejectThenTimeout", ("ms", 200));
                Once("reject", ("code", "UNAVAILABLE"));
            }

            foreach (var word in venue.Refusals) Once("reject", ("code", word));
            Once("lieNotFound", ("ms", 1_500));
            Once("ackDelay", ("ms", 300), ("maxMs", 900));
            foreach (var asked in (string[])["executions", "openOrders", "balances"]) faults.Add(Fault("reject", [("skip", 3 + _places.Next(6)), ("count", 1), ("request", asked), ("code", "UNAVAILABLE")]));
            faults.Add(Fault("acceptThenTimeout", [("skip", _places.Next(3)), ("count", 1), ("request", "cancel"), ("ms", 200)]));
            if (!venue.HasStream) continue;
            foreach (var frame in (string[])["order", "execution"]) // each ends the connection where frames are numbered
                foreach (var kind in (string[])["dropFrame", "reorderFrame"]) faults.Add(Fault(kind, [("skip", first + _places.Next(length * 2 / 3)), ("count", 1), ("frame", frame), ("ms", 300)]));
        }

        faults.Add(Fault("partialFills", [("probability", 0.5), ("pieces", 3)]));
        if (venue.HasStream) AddFrames(faults);
        return new JsonObject { ["seed"] = seed, ["faults"] = faults };
    }

    private static void AddFrames(JsonArray faults)
    {
        faults.Add(Fault("fillBeforeAck", [("probability", 0.1)]));
        foreach (var frame in (string[])["order", "execution"])
        {
            faults.Add(Fault("duplicateFrame", [("probability", 0.1), ("frame", frame)]));
            faults.Add(Fault("delayFrame", [("probability", 0.1), ("frame", frame), ("ms", 50), ("maxMs", 300)]));
        }

        foreach (var kind in (string[])["dropFrame", "duplicateFrame", "reorderFrame"]) faults.Add(Fault(kind, [("probability", 0.002), ("frame", "quote"), ("ms", 100)]));
    }

    private static JsonObject Fault(string kind, IEnumerable<(string Key, JsonNode? Value)> with) => new([KeyValuePair.Create("kind", (JsonNode?)kind), .. with.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value))]);
}

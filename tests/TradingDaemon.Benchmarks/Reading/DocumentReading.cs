using System.Text.Json;

namespace TradingDaemon.Benchmarks.Reading;

/// <summary>The same frames by <see cref="JsonDocument"/>, the way most programs read them: the same fields as numbers and times; of a book its levels only, without copy or proof.</summary>
internal sealed class DocumentReading
{
    /// <summary>All that was read, added up.</summary>
    public decimal Sum { get; private set; }

    /// <summary>Reads a frame.</summary>
    public void Read(byte[] frame)
    {
        using var document = JsonDocument.Parse(frame);
        var channel = document.RootElement.GetProperty("channel").GetString();
        foreach (var one in document.RootElement.GetProperty("data").EnumerateArray())
        {
            Sum += one.GetProperty("symbol").GetString()!.Length + one.GetProperty("timestamp").GetDateTimeOffset().Second;
            Sum += channel switch
            {
                "ticker" => Number(one, "bid") + Number(one, "bid_qty") + Number(one, "ask") + Number(one, "ask_qty"),
                "trade" => Number(one, "price") + Number(one, "qty") + one.GetProperty("trade_id").GetInt64() + one.GetProperty("side").GetString()!.Length,
                _ => Levels(one.GetProperty("bids")) + Levels(one.GetProperty("asks")) + one.GetProperty("checksum").GetUInt32(),
            };
        }
    }

    private static decimal Number(JsonElement of, string name) => of.GetProperty(name).GetDecimal();

    private static decimal Levels(JsonElement side)
    {
        var sum = 0m;
        foreach (var level in side.EnumerateArray()) sum += Number(level, "price") + Number(level, "qty");
        return sum;
    }
}

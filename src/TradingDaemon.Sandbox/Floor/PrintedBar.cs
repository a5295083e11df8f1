namespace TradingDaemon.Sandbox.Floor;

/// <summary>What printed in one interval.</summary>
/// <param name="Begin">When it began, true time (UTC).</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest.</param>
/// <param name="Low">Lowest.</param>
/// <param name="Close">Last.</param>
/// <param name="Volume">Units of base; zero where nothing printed and the prices are those before.</param>
/// <param name="Value">Σ price × quantity.</param>
/// <param name="Trades">How many.</param>
internal sealed record PrintedBar(DateTimeOffset Begin, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, decimal Value, int Trades)
{
    /// <summary>Average price, weighted by volume; zero where nothing printed.</summary>
    public decimal Average => Volume > 0m ? Value / Volume : 0m;

    /// <summary>An interval in which nothing printed.</summary>
    public static PrintedBar Quiet(DateTimeOffset begin, decimal price) => new(begin, price, price, price, price, 0m, 0m, 0);

    /// <summary>This and what came after it, as one.</summary>
    public PrintedBar With(PrintedBar later) => later.Trades == 0 ? this : Trades == 0 ? later with { Begin = Begin, Open = later.Open } : this with
    {
        High = Math.Max(High, later.High), Low = Math.Min(Low, later.Low), Close = later.Close, Volume = Volume + later.Volume, Value = Value + later.Value, Trades = Trades + later.Trades,
    };

    /// <summary>A single trade.</summary>
    public static PrintedBar Of(DateTimeOffset begin, in PrintedTrade trade) =>
        new(begin, trade.Price, trade.Price, trade.Price, trade.Price, trade.Quantity, trade.Price * trade.Quantity, 1);
}

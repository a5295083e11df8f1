namespace TradingDaemon.Engine.Stakes;

/// <summary>What cash at one venue is spoken for in one currency: by buys in flight, and by shorts, which cost to buy back what selling them brought.</summary>
internal sealed class ReservedQuote
{
    /// <summary>What buys in flight cost, exits included; quote currency, zero or more.</summary>
    public decimal BuysQuote { get; set; }

    /// <summary>What buying back every strategy's shorts would cost now, less what exits in flight buy back already.</summary>
    public decimal CoverQuote { get; set; }

    /// <summary>In how many instruments there are such shorts and no price.</summary>
    public int Unpriced { get; set; }

    /// <summary>All of it; null while something in it has no price.</summary>
    public decimal? AmountQuote => Unpriced == 0 ? BuysQuote + CoverQuote : null;
}

namespace TradingDaemon.Domain.Account;

/// <summary>What a market maker is shown of its own trading in one instrument.</summary>
/// <param name="Record">What it did.</param>
/// <param name="HeldBase">What it holds there, signed: under this name alone, whatever else is the same thing.</param>
/// <param name="AverageQuote">What it bought or sold what it holds for on average, quote currency; zero when flat.</param>
/// <param name="RateAccount">Account currency per unit of quote currency; null when nothing tells.</param>
public sealed record MakerView(MakerRecord Record, decimal HeldBase, decimal AverageQuote, decimal? RateAccount)
{
    /// <summary>Realized since the trading day began, net of fees, quote currency.</summary>
    public decimal DayRealizedQuote => Record.RealizedQuote - Record.DayBeganQuote;
}

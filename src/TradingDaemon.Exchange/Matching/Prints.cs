namespace TradingDaemon.Exchange.Matching;

/// <summary>Prices at which accounts traded with each other.</summary>
/// <param name="High">The highest; 0 when there was no trade.</param>
/// <param name="Low">The lowest; 0 when there was no trade.</param>
internal readonly record struct Prints(decimal High, decimal Low)
{
    public bool Any => High > 0m;

    /// <summary>With one more.</summary>
    public Prints With(decimal price) => Any ? new Prints(Math.Max(High, price), Math.Min(Low, price)) : new Prints(price, price);
}

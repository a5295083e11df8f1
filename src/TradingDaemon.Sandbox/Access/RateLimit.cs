namespace TradingDaemon.Sandbox.Access;

/// <summary>How much one sender may ask.</summary>
/// <param name="WeightPerMinute">Σ weights in a minute of the exchange's clock; 0 for no limit.</param>
/// <param name="BanAfter">How many requests of one minute are answered 429 before the sender is banned: it does not heed Retry-After.</param>
/// <param name="BanSeconds">How long.</param>
internal readonly record struct RateLimit(int WeightPerMinute, int BanAfter, int BanSeconds)
{
    /// <summary>What holds unless a fault says otherwise: enough for a busy daemon.</summary>
    public static RateLimit Usual { get; } = new(WeightPerMinute: 60_000, BanAfter: 5, BanSeconds: 120);
}

namespace TradingDaemon.Venues.Requests;

/// <summary>A key and what proves it. Shows neither.</summary>
/// <param name="Key">The public part.</param>
/// <param name="Secret">The secret part, as the venue gave it.</param>
public sealed record VenueCredentials(string Key, string Secret)
{
    /// <summary>Nothing of either.</summary>
    public override string ToString() => "credentials";
}

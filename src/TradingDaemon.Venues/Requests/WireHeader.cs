namespace TradingDaemon.Venues.Requests;

/// <summary>A header of a request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What is sent.</param>
/// <param name="IsSecret">Whether the value itself is the secret, so that nobody may see it; a signature is not.</param>
internal readonly record struct WireHeader(string Name, string Value, bool IsSecret = false)
{
    /// <summary>Who asks: networks before venues refuse who does not say so. Every request and every opening of a stream carries it.</summary>
    public static WireHeader Agent { get; } = new("User-Agent", "TradingDaemon");

    /// <summary>What people see in the place of a secret.</summary>
    public const string Mask = "(secret)";

    // Requests end up in logs when they should not.
    public override string ToString() => IsSecret ? Name : $"{Name}: {Value}";
}

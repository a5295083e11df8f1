namespace TradingDaemon.Venues.Requests;

/// <summary>A header of a request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What is sent.</param>
/// <param name="IsSecret">Whether the value itself is the secret, so that nobody may see it; a signature is not.</param>
internal readonly record struct WireHeader(string Name, string Value, bool IsSecret = false)
{
    // Requests end up in logs when they should not.
    public override string ToString() => IsSecret ? Name : $"{Name}: {Value}";
}

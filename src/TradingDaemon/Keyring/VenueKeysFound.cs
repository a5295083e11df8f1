using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Keyring;

/// <summary>What was found of a venue's key.</summary>
/// <param name="Credentials">The key; null when a part of it is missing.</param>
/// <param name="Warnings">What a person should set right, in sentences without any value.</param>
internal sealed record VenueKeysFound(VenueCredentials? Credentials, IReadOnlyList<string> Warnings)
{
    /// <summary>Which variable is missing beside which, and in which source; null when both parts are there, or none is.</summary>
    public string? Half { get; init; }
}

namespace TradingDaemon.Keyring;

/// <summary>The variables that hold one key.</summary>
/// <param name="Key">Its public part.</param>
/// <param name="Secret">Its secret part.</param>
internal sealed record VenueKeyNames(string Key, string Secret);

using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Sandbox.Access;

namespace TradingDaemon.Sandbox.Alpaca.Spelling;

/// <summary>Who knows a key: who says its secret.</summary>
internal static class AlpacaKeys
{
    /// <summary>The key; null when there is none, or the secret is another.</summary>
    public static TradingKey? Find(KeyRing keys, string? key, string? secret) => keys.Find(key) is { } found && secret is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(found.Secret)) ? found : null;
}

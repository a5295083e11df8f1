namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>A coin and a market as they stand at the end of a path. Null: not there.</summary>
internal readonly record struct CoinSpotPath(string? Coin, string? Market)
{
    /// <summary>What follows the beginning of a path: nothing, a coin, or a coin and its market. Null when it begins otherwise or more follows.</summary>
    public static CoinSpotPath? After(string path, string beginning)
    {
        if (path == beginning) return new CoinSpotPath(null, null);
        if (!path.StartsWith(beginning + "/", StringComparison.Ordinal)) return null;
        return path[(beginning.Length + 1)..].Split('/') switch { [var coin] => new CoinSpotPath(coin, null), [var coin, var market] => new CoinSpotPath(coin, market), _ => null };
    }
}

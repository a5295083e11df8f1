using System.Globalization;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Native;

/// <summary>Who may ask: key, signature, the sender's clock and the nonce, in this order; a nonce counts as used only when everything else was right.</summary>
internal sealed class Entrance(KeyRing keys)
{
    private const long ClockDifferenceMaxMs = 5_000;

    /// <summary>The account a signed request is of, or why it is refused.</summary>
    /// <param name="sender">What it says of itself.</param>
    /// <param name="method">In capitals.</param>
    /// <param name="target">Path and query, as sent.</param>
    /// <param name="body">As sent.</param>
    /// <param name="now">The exchange's clock.</param>
    public (string? Account, ApiError? Error) Check(in Credentials sender, string method, string target, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (keys.Find(sender.Key) is not { } key) return No(ApiError.InvalidKey, "No such key.");
        if (!long.TryParse(sender.Nonce, NumberStyles.None, CultureInfo.InvariantCulture, out var nonce)) return No(ApiError.InvalidNonce, "The nonce is a whole number.");
        if (!long.TryParse(sender.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp)) return No(ApiError.TimestampOutOfRange, "The timestamp is a number of milliseconds.");
        var expected = RequestSignature.Of(key.Secret, sender.Nonce, sender.Timestamp, method, target, body);
        if (sender.Signature is null || !RequestSignature.Matches(sender.Signature, expected)) return No(ApiError.InvalidSignature, "The signature does not fit the request.");
        var ahead = timestamp - now.ToUnixTimeMilliseconds();
        if (Math.Abs(ahead) > ClockDifferenceMaxMs) return No(ApiError.TimestampOutOfRange, string.Create(CultureInfo.InvariantCulture, $"The sender's clock is {ahead} ms ahead; at most {ClockDifferenceMaxMs} either way."));
        return keys.Use(key, nonce) is { } newest ? No(ApiError.InvalidNonce, string.Create(CultureInfo.InvariantCulture, $"The nonce {nonce} is not above {newest}.")) : (key.Account, null);
    }

    private static (string?, ApiError?) No(string code, string message) => (null, new ApiError(code, message));
}

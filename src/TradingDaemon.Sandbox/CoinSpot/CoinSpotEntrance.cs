using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>Who may ask: key, signature over the very bytes of the body, nonce, permission, in this order.</summary>
internal sealed class CoinSpotEntrance(KeyRing keys)
{
    /// <summary>The key that signed, or the code of why not.</summary>
    /// <param name="request">As it came.</param>
    /// <param name="isForReaders">Whether a key that may only read may ask it.</param>
    public (TradingKey? Key, string? Code) Check(ApiRequest request, bool isForReaders)
    {
        if (keys.Find(request.Header("key")) is not { } key) return (null, ApiError.InvalidKey);
        if (!Matches(request.Header("sign"), SignatureOf(key.Secret, request.Body))) return (null, ApiError.InvalidSignature);
        if (Nonce(request) is not { } nonce || keys.Use(key, nonce) is not null) return (null, ApiError.InvalidNonce);
        return key.MayTrade || isForReaders ? (key, null) : (null, CoinSpotErrors.PermissionDenied);
    }

    /// <summary>What the header <c>sign</c> holds: lower-case hexadecimal of HMAC-SHA512, keyed with the secret as text.</summary>
    public static string SignatureOf(string secret, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static bool Matches(string? given, string expected) => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static long? Nonce(ApiRequest request) =>
        request.HasJson && request.Json.TryGetProperty("nonce", out var nonce) && nonce.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && long.TryParse(nonce.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

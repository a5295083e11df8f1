using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase;

/// <summary>A JSON web token as Coinbase takes it: ES256, of one key, for one request or message, two minutes long.</summary>
internal sealed class CoinbaseToken
{
    private const long SecondsOfLife = 120;
    private const int LengthMax = 4_096;
    private const int SignatureBytes = 64; // two numbers of 32 bytes, as they are

    private readonly JsonElement _claims;
    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private CoinbaseToken(string key, JsonElement claims, byte[] signed, byte[] signature) => (Key, _claims, _signed, _signature) = (key, claims, signed, signature);

    /// <summary>The key it says it is of.</summary>
    public string Key { get; }

    /// <summary>Reads a token; null when it is none of this form.</summary>
    public static CoinbaseToken? Read(string? text)
    {
        if (text is not { Length: > 0 and <= LengthMax } || text.Split('.') is not [{ } head, { } body, { } mark]) return null;
        if (Decoded(head) is not { } headBytes || Decoded(body) is not { } bodyBytes || Decoded(mark) is not { Length: SignatureBytes } signature) return null;
        var (header, claims) = (ApiRequest.ParseObject(headBytes), ApiRequest.ParseObject(bodyBytes));
        var key = OrderBody.Text(header, "kid");
        if (key is null || OrderBody.Text(header, "alg") != "ES256" || OrderBody.Text(claims, "sub") != key || OrderBody.Text(claims, "iss") is not ("cdp" or "coinbase-cloud")) return null;
        return new CoinbaseToken(key, claims, Encoding.ASCII.GetBytes($"{head}.{body}"), signature);
    }

    /// <summary>Whether it is signed with a key.</summary>
    public bool IsSignedBy(ECDsa key)
    {
        lock (key) return key.VerifyData(_signed, _signature, HashAlgorithmName.SHA256);
    }

    /// <summary>Whether it holds at a time.</summary>
    public bool HoldsAt(DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeMilliseconds() / 1_000m;
        return OrderBody.Amount(_claims, "nbf") is { } from && OrderBody.Amount(_claims, "exp") is { } until && from <= seconds && seconds < until && until - from <= SecondsOfLife;
    }

    /// <summary>Whether it is for a request to one of some hosts; a token for a message names none.</summary>
    public bool IsFor(string? method, string path, params ReadOnlySpan<string> hosts)
    {
        var named = OrderBody.Text(_claims, "uri");
        if (method is null) return named is null;
        foreach (var host in hosts)
            if (named == $"{method} {host}{path}") return true;
        return false;
    }

    private static byte[]? Decoded(string text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var length) ? bytes[..length] : null;
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TradingDaemon.Operations.Web;

/// <summary>
/// Who may move the daemon over HTTP. With a key: whoever sends it. Without one: whoever asks from this machine by one of its loopback
/// names, so that neither a port published by mistake nor a web page in the operator's browser reaches the controls.
/// </summary>
/// <param name="apiKey">The key; null or empty for none.</param>
internal sealed class ControlAccess(string? apiKey)
{
    /// <summary>The header the key is sent in.</summary>
    public const string Header = "X-Api-Key";

    private readonly byte[]? _keyHash = string.IsNullOrEmpty(apiKey) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(apiKey));

    /// <summary>Why this request is not let through, with the status to say it with; null when it is.</summary>
    public (int Status, string Why)? Refusal(HttpContext context)
    {
        if (_keyHash is not null) return IsKey(context.Request.Headers[Header].ToString()) ? null : (StatusCodes.Status401Unauthorized, $"Send the key of operations:apiKey in the header {Header}.");
        if (context.Connection.RemoteIpAddress is not { } from || !IPAddress.IsLoopback(from))
            return (StatusCodes.Status403Forbidden, "Without operations:apiKey the controls answer to this machine alone.");
        return IsLocalName(context.Request.Host.Host) ? null : (StatusCodes.Status403Forbidden, "Without operations:apiKey the controls answer to localhost or a loopback address alone.");
    }

    // Hashed first, so that the comparison takes the same time whatever was sent, its length included.
    private bool IsKey(string sent) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent)), _keyHash);

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

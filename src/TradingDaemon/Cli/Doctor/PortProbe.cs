using System.Net;
using System.Net.Sockets;

namespace TradingDaemon.Cli.Doctor;

/// <summary>Whether the listening address is free.</summary>
internal sealed class PortProbe(string url) : IDoctorProbe
{
    /// <inheritdoc/>
    public string Name => "port";

    /// <inheritdoc/>
    public Task<DoctorFinding> ProbeAsync(CancellationToken stopping)
    {
        var authority = url["http://".Length..].TrimEnd('/');
        var colon = authority.LastIndexOf(':');
        var host = authority[..colon];
        var port = int.Parse(authority[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        var address = host switch { "*" or "+" => IPAddress.IPv6Any, "localhost" => IPAddress.Loopback, _ => IPAddress.TryParse(host, out var parsed) ? parsed : IPAddress.Any };
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            listener.Stop();
            return Task.FromResult(new DoctorFinding(Name, true, $"{url} is free"));
        }
        catch (SocketException refused)
        {
            return Task.FromResult(new DoctorFinding(Name, false, $"{url} cannot be listened on ({refused.Message}); a running daemon? \"status\" asks it, operations:urls changes the address"));
        }
    }
}

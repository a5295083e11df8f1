using System.Net;
using System.Net.Sockets;

namespace TradingDaemon.Composition;

/// <summary>Finds out before anything trades whether the addresses to listen on are free.</summary>
internal static class PortProbe
{
    /// <summary>Throws <see cref="IOException"/> naming the first address that is taken.</summary>
    public static void Check(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = new Uri(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal));
            if (address.Port != 0) Check(address, url);
        }
    }

    private static void Check(Uri address, string url)
    {
        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var literal) ? literal : IPAddress.Loopback;
        using var listener = new TcpListener(ip, address.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException failure)
        {
            throw new IOException($"Cannot listen on {url}: {failure.Message}. Stop whatever uses it, or choose another with --set operations:urls=http://127.0.0.1:PORT.", failure);
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using TradingDaemon.Sandbox.Faults;

namespace TradingDaemon.Sandbox.Http;

/// <summary>Every connection there is, so that they can be cut; and the door, so that it can be closed.</summary>
internal sealed class Connections(FaultBoard faults)
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _open = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _open.Count;

    /// <summary>Lets a connection live, or resets it at once.</summary>
    public ConnectionDelegate Admit(ConnectionDelegate next) => async connection =>
    {
        if (faults.Standing(FaultKind.RefuseConnections) is not null)
        {
            connection.Abort();
            return;
        }

        _open[connection.ConnectionId] = connection;
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection.ConnectionId, out _);
        }
    };

    /// <summary>Resets every connection there is; returns how many.</summary>
    public int CutAll()
    {
        var open = _open.Values.ToArray();
        foreach (var connection in open) connection.Abort();
        return open.Length;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>The way between daemon and exchange: passes bytes on both ways, and can be cut. What was under way is then lost in either direction.</summary>
internal sealed class NetworkCable : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private TcpListener? _listener;
    private Task _taking = Task.CompletedTask;
    private volatile bool _isCut;

    /// <summary>Leads to a port of this machine; gives the port to connect to instead.</summary>
    public int Lay(int to)
    {
        var port = Workplace.FreePort();
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _taking = TakeAsync(_listener, to);
        return port;
    }

    /// <summary>Resets every connection and lets no new one through until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var socket in _open.Keys) Reset(socket);
    }

    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
        await _taking;
        _listener?.Dispose();
        _end.Dispose();
    }

    private async Task TakeAsync(TcpListener listener, int to)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptSocketAsync(_end.Token);
                if (_isCut) Reset(near);
                else _ = JoinAsync(near, to);
            }
        }
        catch (OperationCanceledException)
        {
            // the end asked for
        }
    }

    private async Task JoinAsync(Socket near, int to)
    {
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        (near.NoDelay, far.NoDelay) = (true, true);
        _open.TryAdd(near, 0);
        _open.TryAdd(far, 0);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, to, _end.Token);
            if (!_isCut) await Task.WhenAny(PassAsync(near, far), PassAsync(far, near));
        }
        catch (Exception lost) when (lost is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // as networks are
        }

        _open.TryRemove(near, out _);
        _open.TryRemove(far, out _);
        Reset(near);
        Reset(far);
    }

    private async Task PassAsync(Socket from, Socket into)
    {
        var bytes = new byte[16_384];
        try
        {
            while (await from.ReceiveAsync(bytes, _end.Token) is > 0 and var count && !_isCut)
                for (var sent = 0; sent < count;) sent += await into.SendAsync(bytes.AsMemory(sent, count - sent), _end.Token);
        }
        catch (Exception lost) when (lost is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // the other direction ends with it
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0); // a reset, no goodbye
            socket.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // gone already
        }
        catch (SocketException)
        {
            socket.Dispose(); // never was connected
        }
    }
}

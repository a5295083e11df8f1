using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TradingDaemon.Operations.Systemd;

/// <summary>Tells systemd how the process is: one datagram per message to the socket systemd named. Silent when there is none.</summary>
public sealed class SystemdNotifier : IDisposable
{
    private const int StatusCharactersMax = 512; // one line of systemctl status
    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _endPoint;

    private SystemdNotifier(string? socketPath, TimeSpan? watchdog)
    {
        WatchdogEvery = watchdog / 2;
        if (string.IsNullOrEmpty(socketPath)) return;
        _endPoint = new UnixDomainSocketEndPoint(socketPath[0] == '@' ? "\0" + socketPath[1..] : socketPath); // @ stands for the abstract namespace
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
    }

    /// <summary>Whether anybody listens.</summary>
    public bool IsActive => _socket is not null;

    /// <summary>How often the watchdog wants to hear from us, half of what it tolerates; null when there is none.</summary>
    public TimeSpan? WatchdogEvery { get; }

    /// <summary>Messages the socket did not take, since the start.</summary>
    public long SendFailures { get; private set; }

    /// <summary>Reads <c>NOTIFY_SOCKET</c>, <c>WATCHDOG_USEC</c> and <c>WATCHDOG_PID</c>.</summary>
    /// <param name="environment">Gives a variable's value or null, e.g. <see cref="Environment.GetEnvironmentVariable(string)"/>.</param>
    public static SystemdNotifier FromEnvironment(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var socket = environment("NOTIFY_SOCKET");
        var isOurs = environment("WATCHDOG_PID") is not { Length: > 0 } pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var hasInterval = long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0;
        return new SystemdNotifier(socket, isOurs && hasInterval && !string.IsNullOrEmpty(socket) ? TimeSpan.FromMicroseconds(microseconds) : null);
    }

    /// <summary>Start-up is complete.</summary>
    public bool Ready() => Send("READY=1");

    /// <summary>Shutdown has begun.</summary>
    public bool Stopping() => Send("STOPPING=1");

    /// <summary>One line for <c>systemctl status</c>; line breaks become spaces.</summary>
    public bool Status(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.ReplaceLineEndings(" ");
        return Send("STATUS=" + (line.Length <= StatusCharactersMax ? line : line[..StatusCharactersMax]));
    }

    /// <summary>The loop makes progress.</summary>
    public bool Watchdog() => Send("WATCHDOG=1");

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    // A full or vanished socket is systemd's trouble, not a reason to stop trading; a watchdog that hears nothing acts by itself.
    private bool Send(string message)
    {
        if (_socket is null) return false;
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(message), _endPoint!);
            return true;
        }
        catch (SocketException)
        {
            SendFailures++;
            return false;
        }
    }
}

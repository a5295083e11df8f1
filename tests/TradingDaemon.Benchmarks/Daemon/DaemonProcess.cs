using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TradingDaemon.Benchmarks.Machine;

namespace TradingDaemon.Benchmarks.Daemon;

/// <summary>One real process of the built daemon. It does not outlive its <c>using</c>.</summary>
internal sealed class DaemonProcess : IDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);
    private static readonly string[] OwnVariables = ["TRADINGDAEMON_", "EXEC_", "ENABLE_LIVE_TRADING", "LOG_LEVEL", "PORT"];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly HttpClient _client;

    private DaemonProcess(ProcessStartInfo start, string url)
    {
        _client = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(10) };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        StartedAt = Stopwatch.GetTimestamp();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The executable that is measured: a published one when the command line names it, else the one that was built with this program.</summary>
    public static string Executable { get; set; } = Path.Combine(AppContext.BaseDirectory, "TradingDaemon");

    /// <summary>Stopwatch timestamp just before the process was made.</summary>
    public long StartedAt { get; }

    /// <summary>Resident memory, MiB of 2^20 bytes, as the kernel counts it.</summary>
    public double ResidentMebibytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(static line => line.StartsWith("VmRSS", StringComparison.Ordinal));
            return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
        }
    }

    /// <summary>Processor time so far, user and system.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the daemon in the workplace's directory, on one core if asked and possible.</summary>
    public static DaemonProcess Start(Workplace place, bool onOneCore, params string[] arguments)
    {
        var start = onOneCore && OneCore.IsPossible
            ? new ProcessStartInfo("taskset", ["-c", OneCore.Number, Executable, .. arguments])
            : new ProcessStartInfo(Executable, arguments);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (place.Directory, true, true);
        foreach (var name in start.Environment.Keys.Where(static name => OwnVariables.Any(own => name.StartsWith(own, StringComparison.Ordinal))).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return new DaemonProcess(start, place.Url);
    }

    /// <summary>Runs a verb to its end and gives its output; throws with its words when it fails.</summary>
    public static async Task<string> RunAsync(Workplace place, bool onOneCore, CancellationToken stopping, params string[] arguments)
    {
        using var process = Start(place, onOneCore, arguments);
        await process._process.WaitForExitAsync(stopping);
        return process._process.ExitCode == 0 ? Text(process._output) : throw process.Failure($"ended with {process._process.ExitCode}");
    }

    /// <summary>Waits until <c>/health/ready</c> answers 200; the time since the process was made.</summary>
    public async Task<TimeSpan> ReadyAsync(CancellationToken stopping)
    {
        while (Stopwatch.GetElapsedTime(StartedAt) < PatienceMax)
        {
            if (_process.HasExited) throw Failure($"ended with {_process.ExitCode} before it was ready");
            try
            {
                using var answer = await _client.GetAsync(new Uri("/health/ready", UriKind.Relative), stopping);
                if (answer.IsSuccessStatusCode) return Stopwatch.GetElapsedTime(StartedAt);
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), stopping);
        }

        throw Failure($"was not ready after {PatienceMax}");
    }

    /// <summary>What <c>/metrics</c> says now.</summary>
    public async Task<MetricsPage> MetricsAsync(CancellationToken stopping)
    {
        if (_process.HasExited) throw Failure($"ended with {_process.ExitCode}");
        return MetricsPage.Parse(await _client.GetStringAsync(new Uri("/metrics", UriKind.Relative), stopping));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
    }

    private InvalidOperationException Failure(string what) => new($"The daemon {what}.\n{Text(_output)}\n{Text(_error)}");

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text)
            if (text.Length < 1_000_000) text.AppendLine(line); // enough to say what went wrong
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}

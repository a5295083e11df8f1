using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>One real process of the daemon's executable. Whatever happens, it does not outlive its <c>using</c>.</summary>
internal sealed class DaemonProcess : IDisposable
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigCont = 18;
    public const int SigStop = 19;
    public const int SigTerm = 15;

    /// <summary>How long anything is waited for: only what hangs takes so long, however busy the machine is, and an open circuit's minute may be in it more than once.</summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(6);

    private const int TailMax = 3_000;
    private const int CriticalMax = 5;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(15);
    private static readonly string[] OwnVariables = ["TRADINGDAEMON_", "EXEC_", "ENABLE_LIVE_TRADING", "LOG_LEVEL", "PORT"];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly string _url;

    private DaemonProcess(Process process, string url)
    {
        (_process, _url) = (process, url);
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>What was critical and the end of what it said, for a failing test.</summary>
    public string Tail => string.Concat(Output.Split('\n').Where(static line => line.Contains("\"level\":\"critical\"", StringComparison.Ordinal)).Take(CriticalMax).Select(static line => line + "\n"))
        + (Output.Length > TailMax ? Output[^TailMax..] : Output) + Error;

    /// <summary>Starts the executable that was built with the tests, or the published one <c>TRADINGDAEMON_EXECUTABLE</c> names, in the workplace's directory.</summary>
    public static DaemonProcess Start(Workplace place, params string[] arguments)
    {
        var start = Environment.GetEnvironmentVariable("TRADINGDAEMON_EXECUTABLE") is { Length: > 0 } published
            ? new ProcessStartInfo(Path.GetFullPath(published), arguments)
            : new ProcessStartInfo(DotnetHost(), [Path.Combine(AppContext.BaseDirectory, "TradingDaemon.dll"), .. arguments]);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (place.Directory, true, true);
        foreach (var name in start.Environment.Keys.Where(static name => OwnVariables.Any(own => name.StartsWith(own, StringComparison.Ordinal))).ToList())
            start.Environment.Remove(name);
        start.Environment["APPDATA"] = place.Directory; // the user's secrets are looked for there, and those of whoever runs the tests are none of its business
        start.Environment["DOTNET_TieredPGO"] = "0"; // it lives for seconds: too short to earn back what counting for it costs
        return new DaemonProcess(new Process { StartInfo = start }, place.Url);
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(Workplace place, params string[] arguments)
    {
        using var process = Start(place, arguments);
        var code = await process.ExitAsync();
        return (code, process.Output, process.Error);
    }

    /// <summary>Waits until the daemon says it is ready; fails when it ends instead.</summary>
    public async Task ReadyAsync()
    {
        using var client = Client();
        var since = Stopwatch.StartNew();
        var said = "nothing";
        while (since.Elapsed < PatienceMax)
        {
            if (HasExited) throw new AssertionException($"The daemon ended with {await ExitAsync()} before it was ready.\n{Tail}");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
                said = await answer.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.Delay(LookInterval);
        }

        throw new AssertionException($"The daemon was not ready after {PatienceMax}; its readiness says {said}.\n{Tail}");
    }

    /// <summary>Looks again and again until <paramref name="holds"/>; fails with <paramref name="what"/> when it never does.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, string what, TimeSpan? within = null)
    {
        var patience = within ?? PatienceMax;
        var since = Stopwatch.StartNew();
        while (!await holds())
        {
            if (HasExited) throw new AssertionException($"The daemon ended with {await ExitAsync()} before: {what}.\n{Tail}");
            if (since.Elapsed > patience) throw new AssertionException($"Not within {patience}: {what}.\n{Tail}");
            await Task.Delay(LookInterval);
        }
    }

    /// <summary>Waits until the daemon's log or its error stream has <paramref name="text"/>.</summary>
    public Task SaysAsync(string text) =>
        UntilAsync(() => Task.FromResult(Output.Contains(text, StringComparison.Ordinal) || Error.Contains(text, StringComparison.Ordinal)), $"it says '{text}'");

    /// <summary>Sends a signal to this process, and to no other.</summary>
    public void Signal(int signal)
    {
        if (!HasExited && Kill(Id, signal) != 0 && !HasExited) throw new AssertionException($"kill({Id}, {signal}) failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Waits for the end and gives the exit code; a process that does not end is killed and the test fails.</summary>
    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(PatienceMax);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new AssertionException($"The daemon did not end within {PatienceMax}.\n{Tail}");
        }

        return _process.ExitCode;
    }

    public HttpClient Client() => new() { BaseAddress = new Uri(_url), Timeout = PatienceMax };

    public void Dispose()
    {
        if (!HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    // The runtime's own host, wherever it is installed: <root>/shared/<framework>/<version>/ -> <root>/dotnet.
    private static string DotnetHost() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.AppendLine(line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}

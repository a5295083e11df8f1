using System.CommandLine;
using Spectre.Console;
using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Benchmarks.Machine;
using TradingDaemon.Benchmarks.Reporting;
using TradingDaemon.Benchmarks.Verbs;

namespace TradingDaemon.Benchmarks.Cli;

/// <summary>The command line: one verb for each benchmark, <c>all</c> and <c>list</c>. A missed bar is a result, not a failure.</summary>
internal sealed class BenchCommandLine(IReadOnlyList<IBench> benches)
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Misused = 2;

    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object instead of Markdown.", Recursive = true };
    private readonly Option<bool> _quick = new("--quick") { Description = "A short run with rougher figures.", Recursive = true };
    private readonly Option<string?> _output = new("--output") { Description = "Writes the report to this file too; into its place when the file is a page that has one.", HelpName = "file", Recursive = true };
    private readonly Option<FileInfo?> _daemon = new("--daemon") { Description = "The daemon to measure, e.g. a published one; without it, the one built with this program.", HelpName = "file", Recursive = true };
    private readonly IAnsiConsole _progress = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error), Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });

    /// <summary>Runs the verb the arguments name; 0 done, 1 could not be measured, 2 wrong usage.</summary>
    public async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken stopping)
    {
        var result = Build().Parse(arguments);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors) await Console.Error.WriteLineAsync($"error: {error.Message}");
            await Console.Error.WriteLineAsync("Try --help.");
            return Misused;
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stopping);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"error: {failure.Message}");
            return Failed;
        }
    }

    private RootCommand Build()
    {
        var root = new RootCommand("Measures the daemon and prints what it found with facts about the machine.") { _json, _quick, _output, _daemon };
        var list = new Command("list", "Names the benchmarks.");
        list.SetAction(_ => List());
        root.Add(list);
        var all = new Command("all", "Runs every benchmark but those that take very long, one after the other.");
        all.SetAction((result, stopping) => RunAsync(result, [.. benches.Where(static bench => !bench.IsLong)], stopping));
        root.Add(all);
        foreach (var bench in benches)
        {
            var command = new Command(bench.Verb, bench.Summary);
            command.SetAction((result, stopping) => RunAsync(result, [bench], stopping));
            root.Add(command);
        }

        return root;
    }

    private void List()
    {
        foreach (var bench in benches) Console.WriteLine($"{bench.Verb,-12}{bench.Summary}");
    }

    private async Task<int> RunAsync(ParseResult result, IReadOnlyList<IBench> chosen, CancellationToken stopping)
    {
        if (result.GetValue(_daemon) is { } daemon) DaemonProcess.Executable = daemon.Exists ? daemon.FullName : throw new FileNotFoundException($"There is no daemon at {daemon.FullName}.");
        var machine = MachineFacts.Take();
        var isQuick = result.GetValue(_quick);
        var reports = new List<BenchReport>();
        foreach (var bench in chosen)
        {
            _progress.MarkupLineInterpolated($"[bold]{bench.Verb}[/]: {bench.Summary}");
            reports.Add(await bench.RunAsync(new BenchRun(isQuick, text => _progress.MarkupLineInterpolated($"  [grey]{text}[/]")), stopping));
        }

        var text = result.GetValue(_json) ? JsonReport.Write(machine, reports, isQuick) : MarkdownReport.Write(machine, reports, isQuick);
        await Console.Out.WriteAsync(text);
        if (result.GetValue(_output) is { } file) await WriteAsync(file, text, stopping);
        return Done;
    }

    private static async Task WriteAsync(string file, string text, CancellationToken stopping)
    {
        var page = File.Exists(file) ? await File.ReadAllTextAsync(file, stopping) : "";
        await File.WriteAllTextAsync(file, MarkdownReport.Into(page, text) ?? text, stopping);
    }
}

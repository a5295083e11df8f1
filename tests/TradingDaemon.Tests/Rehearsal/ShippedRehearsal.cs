using System.Text.Json;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Composition;
using TradingDaemon.Tests.Architecture;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Rehearsal;

/// <summary>The verb with everything behind it, on the configuration the repository ships.</summary>
internal sealed class ShippedRehearsal : IDisposable
{
    private readonly ScratchDirectory _place = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public string Directory => _place.Path;

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public IEnumerable<string> Failed => Json.GetProperty("checks").EnumerateArray().Where(static check => !check.GetProperty("passed").GetBoolean()).Select(static check => check.GetProperty("name").GetString()!);

    public static async Task<ShippedRehearsal> RunAsync(int expectedCode, params string[] arguments)
    {
        var run = new ShippedRehearsal();
        var code = await run.InvokeAsync(arguments);
        if (code != expectedCode) throw new InvalidOperationException($"Exit code {code}, not {expectedCode}: {run.Error}{run.Output}");
        return run;
    }

    public void Dispose()
    {
        _place.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> InvokeAsync(string[] arguments) => new CommandLine(new DaemonActions(), new Surroundings
    {
        Output = _output,
        Error = _error,
        CurrentDirectory = Directory,
        ExecutableDirectory = Repo.Root,
    }).InvokeAsync(arguments, CancellationToken.None);
}

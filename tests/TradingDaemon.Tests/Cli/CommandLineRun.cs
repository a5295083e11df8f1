using System.Text;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Tests.Configuration;

namespace TradingDaemon.Tests.Cli;

/// <summary>One invocation of the command line in this process, on a configuration of its own.</summary>
internal sealed class CommandLineRun : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public ConfigurationFolder Folder { get; } = new();

    public RecordingActions Actions { get; } = new();

    public Dictionary<string, string> Environment { get; } = [];

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public bool IsTerminal { get; set; }

    /// <summary>What is piped in.</summary>
    public string Input { get; set; } = "";

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public Task<int> InvokeAsync(params string[] arguments) => InvokeAsync(CancellationToken.None, arguments);

    public Task<int> InvokeAsync(CancellationToken stopping, params string[] arguments) => new CommandLine(Actions, new Surroundings
    {
        Output = _output,
        Error = _error,
        OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
        IsTerminal = IsTerminal,
        CurrentDirectory = Folder.Directory,
        ExecutableDirectory = Folder.Directory,
        Environment = Environment,
        Clock = Clock,
    }).InvokeAsync(arguments, stopping);

    public void Dispose()
    {
        Folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }
}

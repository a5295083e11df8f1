using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TradingDaemon.Cli.Screens;

/// <summary>Help as usual, and for the root some examples below it.</summary>
internal sealed class HelpWithExamples(HelpAction usual, RootCommand root, string examples) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command == root) parseResult.InvocationConfiguration.Output.WriteLine(examples);
        return code;
    }
}

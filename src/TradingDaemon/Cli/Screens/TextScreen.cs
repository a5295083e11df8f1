using Spectre.Console;

namespace TradingDaemon.Cli.Screens;

/// <summary>Where tables are drawn: plain text, wide enough that nothing a machine may read is broken over lines.</summary>
internal static class TextScreen
{
    private const int WidthOutsideTerminal = 220;

    /// <summary>A screen on a writer: a terminal's own width and colours, or plain and wide.</summary>
    public static IAnsiConsole On(TextWriter writer)
    {
        var isTerminal = (writer == Console.Out && !Console.IsOutputRedirected) || (writer == Console.Error && !Console.IsErrorRedirected);
        var screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!isTerminal) screen.Profile.Width = WidthOutsideTerminal;
        return screen;
    }
}

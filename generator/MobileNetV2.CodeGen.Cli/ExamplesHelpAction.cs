using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli;

/// <summary>The usual help, then the command's notes and examples.</summary>
internal sealed class ExamplesHelpAction(HelpAction usual, CliConsole console) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root, CliConsole console)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            if (help.Action is HelpAction usual)
                help.Action = new ExamplesHelpAction(usual, console);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        usual.MaxWidth = console.Width;
        var result = usual.Invoke(parseResult);
        var extra = parseResult.CommandResult.Command is DocumentedCommand command ? command.Notes : RootNotes;
        foreach (var line in extra.Length == 0 ? [] : console.IsTerminal ? WrappedText.Lines(extra, console.Width) : [extra])
            console.Out.WriteLine(line);
        return result;
    }

    private const string RootNotes = """
        Examples:
          mnv2c inspect person.tflite                                     what is in the file
          mnv2c plan person.tflite --target stm32h743                     arena, weights and cost before anything is flashed
          mnv2c compile person.tflite --target stm32h743 --output gen     C for the firmware
          mnv2c verify person.tflite --target cortex-m7                   prove the bits on an emulated core

        Every error has a code; 'mnv2c explain MNV3001' tells more. Exit codes: 0 success, 1 errors, 70 a defect of mnv2c.
        """;
}

using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>What a firmware engineer wants to know after a compile: does it fit, which files, how to build and call it.</summary>
internal static class CompileSummary
{
    /// <param name="verify">The command line that proves the bits.</param>
    public static void Print(CliConsole console, string folder, CompileRequest request, CompileResult result, string verify)
    {
        var plan = result.Plan;
        console.WriteText(
            $"{TerminalText.OneLine(plan.Model)} for {plan.Target}: {plan.Kernels} kernels, schedule "
                + $"{plan.Schedule}, {TensorText.Counted(plan.Steps.Length, "step")}");
        PlanTable.PrintTotals(console, plan);
        console.WriteText($"files    {result.Files.Length} in {folder}: {string.Join(' ', Headline(result))}");
        console.Out.WriteLine();
        console.Out.WriteLine("next");
        var width = Math.Max(8, request.Emit.Max(f => OptionNames.Of(f).Length) + 1);
        foreach (var format in request.Emit)
        {
            var hint = BuildHints.Of(format, Path.TrimEndingDirectorySeparator(folder), request.Name);
            if (format is BuildFormat.Arduino or BuildFormat.PlatformIO)
                Tell($"{OptionNames.Of(format)}:", hint);
            else
                Hint($"{OptionNames.Of(format)}:", hint);
            if (plan.Kernels == "cmsis-nn" && format is (BuildFormat.Arduino or BuildFormat.PlatformIO))
                Tell("", "it has no CMSIS-NN of its own: --kernels portable runs faster there");
        }

        Hint("by hand:",
            string.Join(' ', [Compiler(request.Target), "-O2", "-std=c11", .. request.Target.CompilerFlags, "-c",
                SourcePattern(folder, result)]));
        if (plan.Kernels == "cmsis-nn")
            Tell("", "with the official CMSIS-NN: add -DMNV2_USE_CMSIS_NN=1, its include folder and its library");
        if (result.Files.FirstOrDefault(f => f.RelativePath == $"{request.Name}_sections.ld") is { } sections)
            Tell("place:", $"INCLUDE {sections.RelativePath} in the SECTIONS of your linker script, before .bss and .rodata");
        if (request.Weights == WeightsFormat.Bin)
            Tell("bind:",
                $"{request.Name}_bind_weights(bytes of {request.Name}_weights.bin, {request.Name.ToUpperInvariant()}_WEIGHTS_BYTES), once, "
                    + "before anything else");
        Tell("call:", request.Input == InputMode.Rows
            ? $"{request.Name}_begin(), {request.Name}_push_rows(rows, count), {request.Name}_finish(), then {request.Name}_output(); see "
                + $"{request.Name}.h"
            : $"{request.Name}_run(input, output), declared in {request.Name}.h");
        if (request.Harness)
            Tell("board:",
                $"give it the three functions of {request.Name}_board.h and call {request.Name}_board_serve(); "
                    + "mnv2c verify with --port and the name of the serial port then proves the bits there");
        Hint("prove:", verify);

        // What is copied stays in one line.
        void Hint(string label, string text) => console.Out.WriteLine($"  {label.PadRight(width)} {text}");
        void Tell(string label, string text) => console.WriteText($"  {label.PadRight(width)} {text}");
    }

    private static string Compiler(Targets.Target target) => target.Core == Targets.Core.Host ? "gcc" : "arm-none-eabi-gcc";

    // The star is the shell's: it stays outside of quotes.
    private static string SourcePattern(string folder, CompileResult result) =>
        ShellWord.Quote(Path.Combine(folder, SourceFolder(result))) is var word && word.EndsWith('/') ? word + "*.c" : word + "/*.c";

    /// <summary>With a slash at the end; empty when the C lies in the output folder itself.</summary>
    private static string SourceFolder(CompileResult result) =>
        result.Files[0].RelativePath[..(result.Files[0].RelativePath.LastIndexOf('/') + 1)];

    private static IEnumerable<string> Headline(CompileResult result)
    {
        var own = result.Files.Select(f => f.RelativePath)
            .Where(f => !Path.GetFileName(f).StartsWith("mnv2_", StringComparison.Ordinal)).ToArray();
        var runtime = result.Files.Length - own.Length;
        return runtime == 0 ? own : own.Append($"and {TensorText.Counted(runtime, "runtime file")} mnv2_*");
    }
}

using System.Globalization;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Simulation.Verification;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>The verdict of a verification for people.</summary>
internal static class VerifySummary
{
    public static void Print(CliConsole console, VerifyReport report)
    {
        var kernels = KernelText.Of(report.Kernels, report.OfficialCmsisNn) + " kernels";
        console.Out.WriteLine($"{TerminalText.OneLine(report.Model)} for {report.Target}, run on {report.Machine}, {kernels}, {report.Optimization}");
        console.Out.WriteLine($"{TensorText.Count(report.CasesRun)} cases, {TensorText.Count(report.TensorsCompared)} tensors compared");
        if (report.ScratchSizesChecked > 0)
            console.Out.WriteLine($"{TensorText.Count(report.ScratchSizesChecked)} scratch sizes equal those of the linked library");
        if (report.FirstDifference is { } d)
        {
            console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"DIFFERENT: case {d.Case}, step {d.Step} {d.Operator}, tensor '{TerminalText.OneLine(d.Tensor)}', element {d.Index}: expected {d.Expected}, got {d.Actual}"));
            console.Out.WriteLine($"           {TensorText.Count(d.DifferentElements)} elements of this tensor differ; all tensors before it are equal");
        }
        else
        {
            console.Out.WriteLine("bit-exact");
        }
    }
}

using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>What a firmware engineer wants to know after a compile: does it fit, which files, how to build and call it.</summary>
internal static class CompileSummary
{
    public static void Print(CliConsole console, string folder, CompileRequest request, CompileResult result)
    {
        var plan = result.Plan;
        console.Out.WriteLine($"{plan.Model} for {plan.Target}: {plan.Kernels} kernels, schedule {plan.Schedule}, {plan.Steps.Length} steps");
        PlanTable.PrintTotals(console, plan);
        console.Out.WriteLine($"files    {result.Files.Length} in {folder}: {string.Join(' ', Headline(result))}");
        console.Out.WriteLine();
        console.Out.WriteLine("next");
        console.Out.WriteLine($"  cmake:  add_subdirectory({folder}) and link the library target '{request.Name}'");
        console.Out.WriteLine($"  make:   {string.Join(' ', [Compiler(request.Target), "-O2", "-std=c11", .. request.Target.CompilerFlags, "-c", "*.c"])}");
        if (plan.Kernels == "cmsis-nn")
            console.Out.WriteLine("          with the official CMSIS-NN: add -DMNV2_USE_CMSIS_NN=1, its include folder and its library");
        console.Out.WriteLine($"  call:   {request.Name}_run(input, output), declared in {request.Name}.h");
        console.Out.WriteLine("  prove:  mnv2c verify with the same model and options");
    }

    private static string Compiler(Targets.Target target) => target.Core == Targets.Core.Host ? "gcc" : "arm-none-eabi-gcc";

    private static IEnumerable<string> Headline(CompileResult result)
    {
        var own = result.Files.Select(f => f.RelativePath).Where(f => !f.StartsWith("mnv2_", StringComparison.Ordinal)).ToArray();
        var runtime = result.Files.Length - own.Length;
        return runtime == 0 ? own : own.Append($"and {runtime} runtime files mnv2_*");
    }
}

using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Finds the runtime files that a program's calls need.</summary>
internal static class RuntimeViewBuilder
{
    public static RuntimeView Build(KernelProgram program)
    {
        var calls = program.Steps.SelectMany(s => s.Calls).ToArray();
        var streams = program.Steps.Any(s => s.Stream is not null);
        var functions = calls.Select(c => c.Function).Distinct().Order(StringComparer.Ordinal).ToArray();
        return new RuntimeView(
            RuntimeLibrary.Version,
            [.. functions.Select(RuntimeLibrary.HeaderDeclaring).Concat(streams ? ["mnv2_stream.h"] : []).Distinct().Order(StringComparer.Ordinal)],
            [.. calls.SelectMany(c => c.RuntimeFiles).Where(IsSource).Concat(streams ? ["mnv2_stream.c"] : []).Distinct().Order(StringComparer.Ordinal)],
            functions.Any(f => f.StartsWith("arm_", StringComparison.Ordinal)));
    }

    private static bool IsSource(string file) => file.EndsWith(".c", StringComparison.Ordinal);
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Emission.BuildSystems;

/// <summary>Gathers what templates of build systems show beside the facts about the model.</summary>
internal static class BuildViewBuilder
{
    private const string Arduino = "arduino";

    public static BuildView Build(KernelProgram program, EmissionContext context, WeightsView weights, RuntimeView runtime)
    {
        var m = context.Names.Prefix;
        var folder = context.SourceFolder;
        ImmutableArray<string> own = weights.Exist && !weights.IsBound ? [$"{m}.c", $"{m}_weights.c"] : [$"{m}.c"];
        string[] called = [.. program.Steps.SelectMany(s => s.Calls).Select(c => c.Function).Where(IsCmsisNn)];
        return new BuildView(
            folder,
            [.. own.Concat(runtime.Sources).Select(s => folder + s)],
            [.. own.Concat(runtime.Sources.Where(s => !IsStandIn(s))).Select(s => folder + s)],
            ZephyrCmsisNn.Options(called),
            ZephyrCmsisNn.ExtraSources(called),
            m.StartsWith(Arduino, StringComparison.OrdinalIgnoreCase) ? "model" + m[Arduino.Length..] : m,
            program.Target.Core == Core.Host ? "" : "arm-none-eabi-",
            string.Join(' ', ["-O2", .. program.Target.CompilerFlags]));
    }

    private static bool IsCmsisNn(string function) => function.StartsWith("arm_", StringComparison.Ordinal);

    private static bool IsStandIn(string source) => source.StartsWith("mnv2_arm_", StringComparison.Ordinal);
}

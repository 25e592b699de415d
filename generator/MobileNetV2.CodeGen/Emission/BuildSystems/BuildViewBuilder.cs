using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Reports.Plan;
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
        if (context.Head is not null)
            own = own.Add($"{m}_head.c");
        if (context.HasHarness)
            own = own.Add($"{m}_board.c");
        if (context.SharedArena is { } arena)
            own = own.Add($"{arena}.c");
        LibraryPart[] called = [.. program.Steps.SelectMany(s => s.Calls).Select(c => c.Kernel.Library).OfType<LibraryPart>()];
        return new BuildView(
            folder,
            [.. own.Concat(runtime.Sources).Select(s => folder + s)],
            [.. own.Concat(runtime.Sources.Except(StandIns(program))).Select(s => folder + s)],
            ZephyrCmsisNn.Options(called),
            ZephyrCmsisNn.ExtraSources(called),
            m.StartsWith(Arduino, StringComparison.OrdinalIgnoreCase) ? "model" + m[Arduino.Length..] : m,
            Slug(m),
            PackageVersion(context.Report),
            program.Target.Core == Core.Host ? "" : "arm-none-eabi-",
            string.Join(' ', ["-O2", .. program.Target.CompilerFlags]));
    }

    private static string Slug(string name) =>
        string.Join('-', name.ToLowerInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } slug
            ? slug
            : "model";

    /// <summary>Another network, option, target or tool gives another version; of a semantic version only the part behind the plus,
    /// as none is newer.</summary>
    private static string PackageVersion(PlanReport report)
    {
        var made = Encoding.UTF8.GetBytes($"{report.ToolVersion} {report.ModelSha256} {report.Target} {report.Options}");
        return $"{report.ToolVersion.Split('+')[0]}+{Convert.ToHexStringLower(SHA256.HashData(made))[..8]}";
    }

    /// <summary>Sources that take the place of functions of the library.</summary>
    private static IEnumerable<string> StandIns(KernelProgram program) =>
        program.Steps.SelectMany(s => s.Calls).Where(c => c.Kernel.Library is not null).Select(c => c.Kernel.Sources[0].FileName);
}

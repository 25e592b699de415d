using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Simulation.Messages;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>An installed CMSIS-NN: <c>Include/</c> and <c>libcmsis-nn.a</c> in one folder.</summary>
internal sealed record CmsisNn(string IncludeFolder, string Library)
{
    public static Outcome<CmsisNn> In(string folder)
    {
        var found = new CmsisNn(Path.GetFullPath(Path.Combine(folder, "Include")), Path.GetFullPath(Path.Combine(folder, "libcmsis-nn.a")));
        ImmutableArray<string> missing =
        [
            .. File.Exists(Path.Combine(found.IncludeFolder, "arm_nnfunctions.h")) ? Array.Empty<string>() : ["Include/arm_nnfunctions.h"],
            .. File.Exists(found.Library) ? Array.Empty<string>() : ["libcmsis-nn.a"],
        ];
        return missing.IsEmpty ? new(found, []) : new(null, [SimulationDiagnostics.NoCmsisNn(folder, missing)]);
    }
}

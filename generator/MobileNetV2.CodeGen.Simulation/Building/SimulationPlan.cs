using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Simulation.Messages;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>Where and how a target's code is simulated.</summary>
internal sealed record SimulationPlan(Toolchain Toolchain, CmsisNn? CmsisNn)
{
    public string MachineName => Toolchain.Machine?.Name ?? "host";

    public static Outcome<SimulationPlan> For(
        Target target, SimulatedModel model, string? cmsisNnFolder, bool sanitize, OptimizationFlags optimization)
    {
        var machine = TargetCatalog.EmulatorOf(target);
        if (target.Core != Core.Host && machine is null)
            return new(null, [SimulationDiagnostics.NoEmulator(target.Name)]);
        var toolchain = target.Core == Core.Host
            ? Toolchain.ForHost(target, sanitize, optimization)
            : Toolchain.ForMachine(target, machine!, optimization);
        if (cmsisNnFolder is null)
            return new(new(toolchain, null), []);
        if (target.Core == Core.Host || model.Kernels != KernelSet.CmsisNn)
            return new(null,
                [SimulationDiagnostics.CmsisNnNotUsed(target.Name, target.Core == Core.Host
                    ? "the host runs portable C"
                    : "the portable kernels were asked for")]);
        var library = CmsisNn.In(cmsisNnFolder);
        return library.Value is null ? new(null, library.Diagnostics) : new(new(toolchain, library.Value), []);
    }
}

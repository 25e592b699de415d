using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>Windows of every geometry, in the forms that cores with DSP and with Helium have, and in those of all others.</summary>
public class OddWindowTests
{
    [Theory]
    [InlineData("host", KernelSet.Portable, ScheduleMode.Layers, 1)]
    [InlineData("host", KernelSet.CmsisNn, ScheduleMode.Layers, 2)]
    [InlineData("cortex-m0plus", KernelSet.Portable, ScheduleMode.Layers, 3)]
    [InlineData("cortex-m4", KernelSet.Portable, ScheduleMode.Layers, 4)]
    [InlineData("cortex-m4", KernelSet.Portable, ScheduleMode.Stream, 5)]
    [InlineData("cortex-m55", KernelSet.Portable, ScheduleMode.Layers, 6)]
    [InlineData("cortex-m55", KernelSet.Portable, ScheduleMode.Stream, 7)]
    public async Task Are_bit_exact(string target, KernelSet kernels, ScheduleMode schedule, ulong seed)
    {
        var request = Networks.Request(RandomGraphs.Windows(seed), target, kernels);
        await Networks.MustBeExact(request with
        {
            RandomCases = 1,
            Sanitize = target == "host",
            Compile = request.Compile with { Schedule = schedule },
        });
    }

    [Theory]
    [InlineData(false, ScheduleMode.Layers, 11)]
    [InlineData(false, ScheduleMode.Stream, 12)]
    [InlineData(true, ScheduleMode.Layers, 13)]
    [InlineData(true, ScheduleMode.Stream, 14)]
    public async Task Are_bit_exact_under_sanitizers_in_the_forms_of_other_cores(bool isHelium, ScheduleMode schedule, ulong seed)
    {
        var request = Networks.Request(RandomGraphs.Everything(seed), "host");
        var target = request.Compile.Target with
        {
            HasDsp = true,
            HasMve = isHelium,
            CompilerFlags = isHelium ? InstructionsInC.Helium : InstructionsInC.Dsp,
        };
        await Networks.MustBeExact(
            request with { Sanitize = true, Compile = request.Compile with { Target = target, Schedule = schedule } });
    }
}

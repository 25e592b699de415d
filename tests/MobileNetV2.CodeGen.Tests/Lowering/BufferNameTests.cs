using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Lowering;

public class BufferNameTests
{
    [Theory]
    [InlineData(ScheduleMode.Layers, 20)]
    [InlineData(ScheduleMode.Stream, 20)]
    [InlineData(ScheduleMode.Stream, 164)] // two convolutions of one chain both leave a tensor behind
    public void Buffers_of_a_program_have_different_names(ScheduleMode schedule, ulong seed)
    {
        var request = new CompileRequest(RandomGraphs.Network(seed), "net", new string('0', 64), TestGraphs.Host)
        {
            Schedule = schedule,
            Kernels = KernelSet.Portable,
        };

        var names = Compiler.Compile(request).Sound().Program.Program.Buffers.Select(b => b.Name).ToArray();

        Assert.Equal(names.Distinct(), names);
    }
}

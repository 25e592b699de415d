using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>One call of a C kernel, with places for all that it asked for.</summary>
/// <param name="Arguments">In the order of the C prototype.</param>
internal sealed record KernelCall(Kernel Kernel, ImmutableArray<KernelArgument> Arguments)
{
    /// <summary>The arguments, with those of a list of addresses in its place.</summary>
    public IEnumerable<KernelArgument> FlatArguments => Arguments.SelectMany(a => a is AddressesArgument list ? list.Elements : [a]);

    /// <summary>Whether the kernel has a status that tells success from failure.</summary>
    public bool CanFail => Kernel.Status != StatusConvention.None;
}

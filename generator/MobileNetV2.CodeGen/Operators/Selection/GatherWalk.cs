using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Which runs of the input a gather copies, all in elements.</summary>
/// <param name="Outer">How often all places are gone through, the input moving on by <paramref name="OuterStride"/>.</param>
/// <param name="Places">How many places the indices name.</param>
/// <param name="Limits">How many slices there are along each dimension of a place.</param>
/// <param name="Strides">From one slice to the next along each dimension of a place.</param>
/// <param name="Run">Elements copied for each place.</param>
internal sealed record GatherWalk(int Outer, int OuterStride, int Places, ImmutableArray<int> Limits, ImmutableArray<int> Strides, int Run);

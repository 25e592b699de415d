using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import;

/// <summary>What a model file lists, as it stands there and whether or not it can be compiled. Names are cleaned,
/// nothing else is checked.</summary>
/// <param name="Name">From the file's name.</param>
public sealed record ModelOutline(
    string Name, ImmutableArray<OutlinedTensor> Inputs, ImmutableArray<OutlinedTensor> Outputs, ImmutableArray<OutlinedOperator> Operators);

/// <param name="Type">In the format's own words, in small letters.</param>
/// <param name="Shape">At most eight dimensions of those that the file gives.</param>
public sealed record OutlinedTensor(string Name, string Type, ImmutableArray<int> Shape);

/// <param name="Inputs">Without constants.</param>
/// <param name="Problem">Why it cannot be compiled, in some words; null when nothing is known against it.</param>
public sealed record OutlinedOperator(
    int Index, string Kind, ImmutableArray<OutlinedTensor> Inputs, ImmutableArray<OutlinedTensor> Outputs, string? Problem);

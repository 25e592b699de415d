using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Tests.Mutation;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>
/// Faults put into what proves plans, one at a time: each must answer at least one plan differently. Some here;
/// <c>eng/mutate-verifiers.sh</c> sets <c>MNV2_MUTANTS</c> to take all.
/// </summary>
public class VerifierMutantsTests
{
    private static readonly string[] Files =
        ["MemoryPlanVerifier.cs", "StreamReplay.cs", "ByteOwners.cs", "ViewCheck.cs", "RowCheck.cs", "BufferUse.cs"];

    private static readonly string Folder = Checkout.PathOf("generator", "MobileNetV2.CodeGen", "MemoryPlanning");

    /// <summary>The verifier finds pairs by their addresses; here every pair is looked at in every step.</summary>
    [Fact]
    public void A_plan_is_wrong_when_two_buffers_share_a_byte_that_both_need()
    {
        var (right, wrong) = (0, 0);
        foreach (var (program, plan) in PlanCases.OfBuffers(400).Where(p => IsComplete(p.Program, p.Plan)))
        {
            var isSound = MemoryPlanVerifier.Verify(program, plan).IsEmpty;
            Assert.Equal(IsSound(program, plan), isSound);
            (right, wrong) = isSound ? (right + 1, wrong) : (right, wrong + 1);
        }

        Assert.True(right > 200 && wrong > 200, $"{right} right, {wrong} wrong");
    }

    [Fact]
    public void Faults_in_the_verifiers_are_noticed()
    {
        var run = new MutationRun("verifiers.txt");
        var sources = Files.ToDictionary(f => f, f => File.ReadAllText(Path.Combine(Folder, f)), StringComparer.Ordinal);
        ImmutableArray<PlannedProgram> plans = [.. PlanCases.OfBuffers(300), .. PlanCases.OfNetworks(24), .. PlanCases.OfRows(12)];
        ImmutableArray<PlannedProgram> streams = [.. PlanCases.OfStreams(32), .. PlanCases.OfExpansions(8)];
        var good = Answers(MutantAssembly.Of(sources.Values)!);
        var expected = (good.Owners(), Plans: plans.Select(good.Verify).ToArray(), Streams: streams.Select(good.Replay).ToArray());
        Assert.Equal(plans.Select(p => Answer(() => string.Join('\n', MemoryPlanVerifier.Verify(p.Program, p.Plan)))), expected.Plans);
        // Of the replay of streams only when all are wanted: its plans take longest.
        var mutants = run.Of(sources.Where(s => run.IsLong || s.Key != "StreamReplay.cs"), few: 14);

        run.AllAreNoticed(mutants, m => Noticed(sources.Select(s => s.Key == m.File ? m.Text : s.Value)));

        bool Noticed(IEnumerable<string> texts)
        {
            if (MutantAssembly.Of(texts) is not { } made)
                return true;
            var answers = Answers(made);
            if (answers.Owners() != expected.Item1)
                return true;
            for (var i = 0; i < streams.Length; i++)
            {
                if (answers.Replay(streams[i]) != expected.Streams[i])
                    return true;
            }

            for (var i = 0; i < plans.Length; i++)
            {
                if (answers.Verify(plans[i]) != expected.Plans[i])
                    return true;
            }

            return false;
        }
    }

    /// <summary>Random writes to a few bytes, and whether each of all ranges is held after each of them.</summary>
    private static string Owners(Assembly made)
    {
        const int Bytes = 20;
        var type = made.GetType("MobileNetV2.CodeGen.MemoryPlanning.ByteOwners", throwOnError: true)!;
        var (random, answers) = (new TestRandom(11), new StringBuilder());
        for (var round = 0; round < 60; round++)
        {
            var owners = Activator.CreateInstance(type)!;
            var fill = type.GetMethod("Fill")!.CreateDelegate<Action<long, long, long>>(owners);
            var clear = type.GetMethod("Clear")!.CreateDelegate<Action<long, long>>(owners);
            var copy = type.GetMethod("Copy")!.CreateDelegate<Action<long, long, long>>(owners);
            var holds = type.GetMethod("Holds")!.CreateDelegate<Func<long, long, long, bool>>(owners);
            for (var change = 0; change < 40; change++)
            {
                var (at, to, tag) = (random.Int(0, Bytes - 9), random.Int(0, Bytes - 9), random.Pick(100, 100, 107));
                var bytes = random.Int(0, Math.Abs(to - at) is var apart && apart > 0 ? Math.Min(8, apart) : 8);
                (random.Int(0, 3) switch
                {
                    0 => () => clear(at, bytes),
                    1 => () => copy(at, to, bytes),
                    _ => (Action)(() => fill(at, bytes, tag + at)),
                })();
                for (var from = 0; from < Bytes; from++)
                {
                    for (var end = from + 1; end <= Bytes; end++)
                        answers.Append(holds(from, end - from, 100 + from) ? '1' : holds(from, end - from, 107 + from) ? '2' : '0');
                }
            }
        }

        return answers.ToString();
    }

    private static T Method<T>(Assembly made, string type, string method)
        where T : Delegate =>
        made.GetType("MobileNetV2.CodeGen.MemoryPlanning." + type, throwOnError: true)!.GetMethod(method)!.CreateDelegate<T>();

    private static (Func<PlannedProgram, string> Verify, Func<PlannedProgram, string> Replay, Func<string> Owners) Answers(Assembly made)
    {
        var verify = Method<Func<KernelProgram, MemoryPlan, ImmutableArray<string>>>(made, "MemoryPlanVerifier", "Verify");
        var replay = Method<Func<KernelProgram, MemoryPlan, string?>>(made, "StreamReplay", "FirstProblem");
        return (
            p => Answer(() => string.Join('\n', verify(p.Program, p.Plan))), p => Answer(() => replay(p.Program, p.Plan) ?? ""),
            () => Answer(() => Owners(made)));
    }

    /// <summary>Plans that are wrong beyond what is checked may end with any exception.</summary>
    private static string Answer(Func<string> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }

    private static bool IsComplete(KernelProgram program, MemoryPlan plan) =>
        plan.Offsets.Length == program.Buffers.Length
            && Enumerable.Range(0, plan.Offsets.Length).All(i => program.Buffers[i].Id.Value == i && plan.Offsets[i].Buffer.Value == i);

    private static bool IsSound(KernelProgram program, MemoryPlan plan)
    {
        if (plan.ArenaBytes.Length == 1 && plan.ArenaBytes[0] < plan.LowerBoundBytes)
            return false;
        foreach (var b in program.Buffers)
        {
            var place = plan[b.Id];
            if (b.SizeBytes <= 0 || b.FirstStep > b.LastStep || place.Arena < 0 || place.Arena >= plan.ArenaBytes.Length
                || place.OffsetBytes < 0 || place.OffsetBytes + b.SizeBytes > plan.ArenaBytes[place.Arena]
                || place.OffsetBytes % b.AlignmentBytes != 0)
                return false;
        }

        return program.Buffers.All(a => program.Buffers.All(b => a.Id.Value >= b.Id.Value || MayBoth(a, b)));

        bool MayBoth(ArenaBuffer a, ArenaBuffer b)
        {
            var (at, other) = (plan[a.Id], plan[b.Id]);
            return at.Arena != other.Arena || a.LastStep < b.FirstStep || b.LastStep < a.FirstStep
                || at.OffsetBytes + a.SizeBytes <= other.OffsetBytes || other.OffsetBytes + b.SizeBytes <= at.OffsetBytes
                || program.Overlaps.Any(p => Permits(p, a, b) || Permits(p, b, a));
        }

        bool Permits(OverlapPermit p, ArenaBuffer output, ArenaBuffer input) =>
            p.Output == output.Id && p.Input == input.Id && p.Step == output.FirstStep && input.LastStep == output.FirstStep
                && plan[output.Id].OffsetBytes + p.DistanceBytes <= plan[input.Id].OffsetBytes;
    }
}

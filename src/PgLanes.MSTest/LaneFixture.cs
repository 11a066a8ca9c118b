namespace PgLanes.MSTest;

/// <summary>
/// What tests need of a lane beside its rows, such as a host under test: made for the first test that has the lane, kept for the next tests that have it, and ended just before the lane goes
/// back to the pool. <see cref="LaneTest{TLanes, TFixture}"/> has it made.
/// </summary>
/// <typeparam name="TLanes">Your type derived from <see cref="TestLanes"/>.</typeparam>
public abstract class LaneFixture<TLanes> : LaneFixture
    where TLanes : TestLanes
{
    /// <summary>Your type derived from <see cref="TestLanes"/>.</summary>
    /// <exception cref="InvalidOperationException">In the constructor there is none yet.</exception>
    protected new TLanes Lanes => (TLanes)base.Lanes;
}

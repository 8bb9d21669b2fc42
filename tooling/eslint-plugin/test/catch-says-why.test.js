import { catchSaysWhy } from '../src/catch-says-why.js';
import { untyped } from './rule-tester.js';

const errors = [{ messageId: 'silent' }];

untyped.run('catch-says-why', catchSaysWhy, {
  valid: [
    'try { f(); } finally { g(); }',
    'try { f(); } catch (error) { throw error; }',
    'try { f(); } catch (error) { g(); throw error; }',
    'try { f(); } catch (error) { rethrowIfCancelled(error); g(); }',
    'try { f(); } catch (error) { if (g()) rethrowIfCancelled(error); }',
    'try { f(); } catch (error) { // CancelledError: stored in the future, which throws it again\n g(error); }',
    'try { f(); } catch { /* CancelledError: cannot get here, f() is a plain function */ }',
  ],
  invalid: [
    { code: 'try { f(); } catch (error) { g(error); }', errors },
    { code: 'try { f(); } catch {}', errors },
    { code: 'try { f(); } catch (error) { if (g()) throw error; }', errors },
    { code: 'try { f(); } catch (error) { throw new TypeError("no"); }', errors },
    { code: 'try { f(); } catch (error) { // whatever\n g(error); }', errors },
    { code: 'try { f(); } catch (error) { later(() => rethrowIfCancelled(error)); }', errors },
    { code: 'try { f(); } catch (error) { try { g(); } catch (inner) { throw inner; } }', errors },
    { code: 'try { f(); } catch ({ message }) { throw message; }', errors },
    { code: '// CancelledError: outside\ntry { f(); } catch {}', errors },
  ],
});
